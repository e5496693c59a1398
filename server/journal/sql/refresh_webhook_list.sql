-- Replaces rows of webhook_list by what core read off the journal. $1 [webhook_list rows]
insert into webhook_list (org_id, webhook_id, url, kinds, active, since, seq)
select org_id, webhook_id, url, kinds, active, since, seq
  from json_populate_recordset(null::webhook_list, $1::json)
on conflict (org_id, webhook_id) do update set
   (url, kinds, active, since, seq)
 = (excluded.url, excluded.kinds, excluded.active, excluded.since, excluded.seq)
