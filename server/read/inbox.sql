-- What was I told, the latest first; and how much of it have I not read?
-- $1 organisation, $2 person, $3 only unread, $4 moment and $5 item the last page ended with, $6 how many
select i.item_id, i.kind, i.case_id, i.subject_kind, i.subject_id, coalesce(c.number, n.name, u.label, m.name, w.name, i.subject_id) as number, c.state, i.clock, i.words, i.stage, i.due_at, i.deadline, i.told_at, i.read_at
  from inbox_item i
  left join case_list c on c.org_id = i.org_id and c.case_id = i.case_id
  left join duty_subject n on n.org_id = i.org_id and n.subject_kind = i.subject_kind and n.subject_id = i.subject_id
  left join lateral (select concat_ws(' ', l.model, l.serial) as label from unit_list l where i.subject_kind = 'unit' and l.org_id = i.org_id and l.unit_id = i.subject_id) u on true
  left join customer_list m on i.subject_kind = 'customer' and m.org_id = i.org_id and m.customer_id = i.subject_id
  left join person_list w on i.subject_kind = 'person' and w.org_id = i.org_id and w.person_id = i.subject_id
 where i.org_id = $1 and i.person_id = $2
   and (not $3 or i.read_at is null)
   and ($4::timestamptz is null or i.told_at < $4 or (i.told_at = $4 and i.item_id > $5))
 order by i.told_at desc, i.item_id
 limit $6
