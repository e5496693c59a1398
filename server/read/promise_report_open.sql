-- Which readings of the period are still open, and in which cell of the report do they stand?
-- $1 organisation, $2 from and $3 to (by start), $4 clock or null, $5 day, week, month or total, $6 time zone of the organisation
select case_id, clock, subject_id, round, occurrence, zone,
       case when $5 <> 'total' then to_char(date_trunc($5, started_at at time zone $6), 'YYYY-MM-DD') end as period
  from reading
 where org_id = $1 and started_at >= $2 and started_at < $3 and verdict = 'running'
   and ($4::text is null or clock = $4)
 order by case_id
