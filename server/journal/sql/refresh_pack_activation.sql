-- Replaces rows of pack_activation by what core read off the journal. $1 [pack_activation rows]
insert into pack_activation (org_id, seq, activated_at, name, version, hash)
select org_id, seq, activated_at, name, version, hash
  from json_populate_recordset(null::pack_activation, $1::json)
on conflict (org_id, seq) do update set
   (activated_at, name, version, hash)
 = (excluded.activated_at, excluded.name, excluded.version, excluded.hash)
