-- What is due, by when it is due; done and missed too, as asked.
-- $1 organisation, $2 now, $3 states, $4 and $5 from and until (when it is due), $6 person in charge or whose role it is, $7 roles of that person,
-- $8 kind and $9 id of the subject, $10 unit, $11 customer, $12 duty, $13 only what this person may see (person), $14 (roles), $15 the moment and $16 the row the last page ended with, $17 how many
select d.subject_kind, d.subject_id, d.duty, d.occurrence, d.opens_at, d.due_at, d.words, d.roles, d.in_charge, p.name as in_charge_name, d.customer_id, d.unit_id,
       d.done_at, d.done_by, b.name as done_by_name, d.done_fact, d.unreadable, s.state, coalesce(n.name, u.label, c.name, w.name, d.subject_id) as subject
  from duty_list d
  cross join lateral (select duty_state(d.opens_at, d.due_at, d.done_at, d.unreadable, $2) as state) s
  left join duty_subject n on n.org_id = d.org_id and n.subject_kind = d.subject_kind and n.subject_id = d.subject_id
  left join lateral (select concat_ws(' ', l.model, l.serial) as label from unit_list l where d.subject_kind = 'unit' and l.org_id = d.org_id and l.unit_id = d.subject_id) u on true
  left join customer_list c on d.subject_kind = 'customer' and c.org_id = d.org_id and c.customer_id = d.subject_id
  left join person_list w on d.subject_kind = 'person' and w.org_id = d.org_id and w.person_id = d.subject_id
  left join person_list p on p.org_id = d.org_id and p.person_id = d.in_charge
  left join person_list b on b.org_id = d.org_id and b.person_id = d.done_by
 where d.org_id = $1 and s.state = any($3)
   and ($4::timestamptz is null or d.due_at >= $4) and ($5::timestamptz is null or d.due_at < $5)
   and ($6::text is null or d.in_charge = $6 or (d.in_charge is null and d.roles && $7::text[]))
   and ($8::text is null or d.subject_kind = $8) and ($9::text is null or d.subject_id = $9)
   and ($10::text is null or d.unit_id = $10) and ($11::text is null or d.customer_id = $11) and ($12::text is null or d.duty = $12)
   and ($13::text is null or d.in_charge = $13 or (d.in_charge is null and d.roles && $14::text[]))
   and ($15::timestamptz is null or (d.due_at, concat_ws('/', d.subject_kind, d.subject_id, d.duty, d.occurrence)) > ($15, $16))
 order by d.due_at, concat_ws('/', d.subject_kind, d.subject_id, d.duty, d.occurrence)
 limit $17
