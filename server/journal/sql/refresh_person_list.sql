-- Replaces rows of person_list by what core read off the journal. $1 [person_list rows]
insert into person_list (org_id, person_id, name, email, phone, roles, zones, skills, lat, lon, active, party, seq)
select org_id, person_id, name, email, phone, roles, zones, skills, lat, lon, active, party, seq
  from json_populate_recordset(null::person_list, $1::json)
on conflict (org_id, person_id) do update set
   (name, email, phone, roles, zones, skills, lat, lon, active, party, seq)
 = (excluded.name, excluded.email, excluded.phone, excluded.roles, excluded.zones, excluded.skills, excluded.lat, excluded.lon,
    excluded.active, excluded.party, excluded.seq)
