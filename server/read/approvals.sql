-- Approvals, the longest waiting first where they wait, else the latest first.
-- $1 organisation, $2 which (mine, asked, waiting, all), $3 person, $4 the codes they hold, $5 [those they act for, with codes], $6 for whom it is narrowed to their own or null, $7 their party or null,
-- $8 one case or null, $9 and $10 moment and id the last page ended with, $11 how many
select l.approval_id, l.case_id, l.asked_at, c.number, c.seq
  from approval_list l
  join case_list c on c.org_id = l.org_id and c.case_id = l.case_id
 where l.org_id = $1
   and ($8::text is null or l.case_id = $8)
   and ($2::text <> 'asked' or l.asked_by = $3)
   and ($2::text not in ('waiting', 'mine') or (l.waits_for is not null and c.finished_at is null))
   and ($2::text <> 'mine' or (not $3::text = any(l.not_by)
        and (l.waits_for = any($4::text[])
             or exists (select from json_to_recordset($5::json) a(id text, codes text[]) where l.waits_for = any(a.codes) and not a.id = any(l.not_by)))))
   and ($6::text is null or exists (select from visit_list v where v.org_id = l.org_id and v.case_id = l.case_id and v.engineer_id = $6)
        or ($7::text is not null and c.branch = $7))
   and ($9::timestamptz is null or case when $2::text in ('waiting', 'mine') then (l.asked_at, l.approval_id) > ($9::timestamptz, $10::text) else (l.asked_at, l.approval_id) < ($9::timestamptz, $10::text) end)
 order by case when $2::text in ('waiting', 'mine') then l.asked_at end, l.asked_at desc, case when $2::text in ('waiting', 'mine') then l.approval_id end, l.approval_id desc
 limit $11
