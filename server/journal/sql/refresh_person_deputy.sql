-- Replaces who acts for one person; nobody when there is no row. $1 organisation, $2 person, $3 [person_deputy rows]
with gone as (
  delete from person_deputy where org_id = $1 and person_id = $2 and json_array_length($3::json) = 0
)
insert into person_deputy select * from json_populate_recordset(null::person_deputy, $3::json)
on conflict (org_id, person_id) do update set (deputy_id, from_at, until_at, reason) = (excluded.deputy_id, excluded.from_at, excluded.until_at, excluded.reason)
