-- How many promises of each kind were kept, by zone or customer class and period, and how long did they take?
-- Readings that are still open are not counted here: what they say depends on the moment, and the engine says it.
-- $1 organisation, $2 from and $3 to (by start), $4 clock or null, $5 day, week, month or total, $6 time zone of the organisation, $7 branch or partner firm or null,
-- $8 zone, customer_class or both: what the lines are by
select clock, case when $8 in ('zone', 'both') then zone end as zone, case when $8 in ('customer_class', 'both') then customer_class end as customer_class,
       case when $5 <> 'total' then to_char(date_trunc($5, started_at at time zone $6), 'YYYY-MM-DD') end as period,
       min(judged)                                                               as judged,
       min(target_ms)                                                            as target_least,
       max(target_ms)                                                            as target_most,
       bool_or(target_ms is null)                                                as target_missing,
       count(*)::int                                                             as readings,
       count(*) filter (where verdict = 'kept')::int                             as kept,
       count(*) filter (where verdict = 'late')::int                             as late,
       count(*) filter (where verdict = 'excused')::int                          as excused,
       count(*) filter (where verdict = 'cancelled')::int                        as cancelled,
       count(*) filter (where verdict = 'unproven')::int                         as unproven,
       count(*) filter (where verdict = 'no_promise')::int                       as no_promise,
       -- Whole milliseconds: exact as long as the sum stays below 2^53, which is 285,000 years of waiting.
       count(elapsed_ms) filter (where verdict in ('kept', 'late', 'excused'))::int                          as entering,
       coalesce(sum(elapsed_ms::numeric) filter (where verdict in ('kept', 'late', 'excused')), 0)::float8   as elapsed_sum,
       count(elapsed_ms) filter (where verdict = 'excused')::int                                             as excused_entering,
       coalesce(sum(elapsed_ms::numeric) filter (where verdict = 'excused'), 0)::float8                      as excused_sum
  from reading
 where org_id = $1 and started_at >= $2 and started_at < $3 and verdict <> 'running'
   and ($4::text is null or clock = $4)
   and ($7::text is null or exists (select from case_list c where c.org_id = reading.org_id and c.case_id = reading.case_id and c.branch = $7))
 group by 1, 2, 3, 4
