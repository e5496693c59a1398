-- Which storms and the like were declared, the latest first?
-- $1 organisation, $2 beginning and $3 id of the event the last page ended with, or null, $4 how many
select event_id, kind, area, begins_at, ends_at, note, seq
  from event_list
 where org_id = $1
   and ($2::timestamptz is null or begins_at < $2 or (begins_at = $2 and event_id > $3))
 order by begins_at desc, event_id
 limit $4
