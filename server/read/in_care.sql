-- What is looked after: each subject with how much of it is open and missed, and what is next.
-- $1 organisation, $2 now, $3 kind of the subject, $4 whether those given up are shown too, $5 words of the name, as a pattern,
-- $6 only what this person may see (person), $7 (the roles held), $8 kind and $9 id the last page ended with, $10 how many
select s.subject_kind, s.subject_id, coalesce(s.name, u.label, c.name, w.name, s.subject_id) as subject, s.since, s.until, s.set_aside, s.in_charge, p.name as in_charge_name,
       d.open, d.missed, d.next_due_at
  from duty_subject s
  cross join lateral (select count(*) filter (where state = 'open')::int as open, count(*) filter (where state = 'missed')::int as missed,
                             min(due_at) filter (where state in ('open', 'coming')) as next_due_at
                        from duty_list l cross join lateral (select duty_state(l.opens_at, l.due_at, l.done_at, l.unreadable, $2) as state) st
                       where l.org_id = s.org_id and l.subject_kind = s.subject_kind and l.subject_id = s.subject_id) d
  left join lateral (select concat_ws(' ', l.model, l.serial) as label from unit_list l where s.subject_kind = 'unit' and l.org_id = s.org_id and l.unit_id = s.subject_id) u on true
  left join customer_list c on s.subject_kind = 'customer' and c.org_id = s.org_id and c.customer_id = s.subject_id
  left join person_list w on s.subject_kind = 'person' and w.org_id = s.org_id and w.person_id = s.subject_id
  left join person_list p on p.org_id = s.org_id and p.person_id = s.in_charge
 where s.org_id = $1 and ($3::text is null or s.subject_kind = $3) and ($4 or s.until is null or s.until > $2)
   and ($5::text is null or coalesce(s.name, u.label, c.name, w.name, s.subject_id) ilike $5)
   and ($6::text is null or s.in_charge = $6 or duty_is_of(s.subject_kind, s.subject_id, $6, $7::text[]))
   and ($8::text is null or (s.subject_kind, s.subject_id) > ($8, $9))
 order by s.subject_kind, s.subject_id
 limit $10
