-- Which readings of the period are still open, and in which cell of the report do they stand?
-- $1 organisation, $2 from and $3 to (by start), $4 clock or null, $5 day, week, month or total, $6 time zone of the organisation, $7 branch or partner firm or null,
-- $8 zone, customer_class or both: what the lines are by
select case_id, clock, subject_id, round, occurrence, case when $8 in ('zone', 'both') then zone end as zone, case when $8 in ('customer_class', 'both') then customer_class end as customer_class,
       case when $5 <> 'total' then to_char(date_trunc($5, started_at at time zone $6), 'YYYY-MM-DD') end as period
  from reading
 where org_id = $1 and started_at >= $2 and started_at < $3 and verdict = 'running'
   and ($4::text is null or clock = $4)
   and ($7::text is null or exists (select from case_list c where c.org_id = reading.org_id and c.case_id = reading.case_id and c.branch = $7))
 order by case_id
