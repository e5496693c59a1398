-- Runs of guides, the latest first. $1 organisation, $2 one case or null, $3 whoever began it or null, $4 only those not concluded,
-- $5 for whom it is narrowed to their own or null, $6 their party or null, $7 after which moment and $8 run, $9 how many, $10 one run or null
select g.run_id, g.guide, g.pack, g.case_id, g.begun_at, g.begun_by, g.seq,
       c.caller_name, c.phone, c.area, c.zone, c.appointment_at
  from guide_run g
  left join case_list c on c.org_id = g.org_id and c.case_id = g.case_id
 where g.org_id = $1
   and ($2::text is null or g.case_id = $2)
   and ($3::text is null or g.begun_by = $3)
   and (not $4::boolean or g.concluded_at is null)
   and ($5::text is null or guide_run_is_of(g.run_id, $5) or coalesce(guide_run_is_of_party(g.run_id, $6), false))
   and ($7::timestamptz is null or (g.begun_at, g.run_id) < ($7::timestamptz, $8::text))
   and ($10::text is null or g.run_id = $10)
 order by g.begun_at desc, g.run_id desc
 limit $9
