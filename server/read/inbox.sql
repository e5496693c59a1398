-- What was I told, the latest first; and how much of it have I not read?
-- $1 organisation, $2 person, $3 only unread, $4 moment and $5 item the last page ended with, $6 how many
select i.item_id, i.kind, i.case_id, c.number, c.state, i.clock, i.words, i.stage, i.due_at, i.deadline, i.told_at, i.read_at
  from inbox_item i
  join case_list c on c.org_id = i.org_id and c.case_id = i.case_id
 where i.org_id = $1 and i.person_id = $2
   and (not $3 or i.read_at is null)
   and ($4::timestamptz is null or i.told_at < $4 or (i.told_at = $4 and i.item_id > $5))
 order by i.told_at desc, i.item_id
 limit $6
