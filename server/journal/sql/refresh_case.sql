-- What one case shows on lists: its row, its readings and its visits, replaced by what core read off the journal.
-- Answers the earliest moment that is waited for from now on and was not before.
-- $1 org, $2 case, $3 [case_list row], $4 [reading], $5 [visit_list], $6 [timer], $7 terms of its words
with listed as (
  insert into case_list (org_id, case_id, number, state, matter, channel, category, zone, area, branch, customer_id, unit_id,
      caller_name, phone, address, description, engineer_id, visit_id, appointment_at, reported_at, finished_at,
      next_deadline, next_clock, late_count, disputed_count, round, imported, source_ref, time_zone, seq, words)
  select org_id, case_id, number, state, matter, channel, category, zone, area, branch, customer_id, unit_id,
      caller_name, phone, address, description, engineer_id, visit_id, appointment_at, reported_at, finished_at,
      next_deadline, next_clock, late_count, disputed_count, round, imported, source_ref, time_zone, seq, words
    from json_populate_recordset(null::case_list, $3::json)
  on conflict (org_id, case_id) do update set
     (number, state, matter, channel, category, zone, area, branch, customer_id, unit_id, caller_name, phone,
      address, description, engineer_id, visit_id, appointment_at, reported_at, finished_at, next_deadline,
      next_clock, late_count, disputed_count, round, imported, source_ref, time_zone, seq, words)
   = (excluded.number, excluded.state, excluded.matter, excluded.channel, excluded.category, excluded.zone,
      excluded.area, excluded.branch, excluded.customer_id, excluded.unit_id, excluded.caller_name, excluded.phone,
      excluded.address, excluded.description, excluded.engineer_id, excluded.visit_id, excluded.appointment_at,
      excluded.reported_at, excluded.finished_at, excluded.next_deadline, excluded.next_clock, excluded.late_count,
      excluded.disputed_count, excluded.round, excluded.imported, excluded.source_ref, excluded.time_zone,
      excluded.seq, excluded.words)
), searched as (
  insert into case_search (org_id, case_id, terms) values ($1, $2, $7::integer[])
  on conflict (org_id, case_id) do update set terms = excluded.terms where case_search.terms <> excluded.terms
), vanished_reading as (
  -- A correction can take back a start, and its reading with it.
  delete from reading r
   where r.org_id = $1 and r.case_id = $2
     and not exists (select from json_populate_recordset(null::reading, $4::json) n
                      where (n.clock, n.subject_id, n.round, n.occurrence) = (r.clock, r.subject_id, r.round, r.occurrence))
), kept_reading as (
  insert into reading (org_id, case_id, clock, subject, subject_id, round, occurrence, zone, customer_class, pack, judged, started_at, deadline,
      stopped_at, cancelled_at, paused, target_ms, elapsed_ms, verdict, excusable, band, error)
  select org_id, case_id, clock, subject, subject_id, round, occurrence, zone, customer_class, pack, judged, started_at, deadline,
      stopped_at, cancelled_at, paused, target_ms, elapsed_ms, verdict, excusable, band, error
    from json_populate_recordset(null::reading, $4::json)
  on conflict (org_id, clock, subject_id, round, occurrence) do update set
     (case_id, subject, zone, customer_class, pack, judged, started_at, deadline, stopped_at, cancelled_at, paused, target_ms,
      elapsed_ms, verdict, excusable, band, error)
   = (excluded.case_id, excluded.subject, excluded.zone, excluded.customer_class, excluded.pack, excluded.judged, excluded.started_at,
      excluded.deadline, excluded.stopped_at, excluded.cancelled_at, excluded.paused, excluded.target_ms,
      excluded.elapsed_ms, excluded.verdict, excluded.excusable, excluded.band, excluded.error)
), vanished_visit as (
  delete from visit_list v
   where v.org_id = $1 and v.case_id = $2
     and not exists (select from json_populate_recordset(null::visit_list, $5::json) n where n.visit_id = v.visit_id)
), vanished_timer as (
  delete from timer t
   where t.org_id = $1 and t.case_id = $2
     and not exists (select from json_populate_recordset(null::timer, $6::json) n
                      where (n.clock, n.subject_id, n.round, n.occurrence, n.stage) = (t.clock, t.subject_id, t.round, t.occurrence, t.stage))
), kept_timer as (
  -- A stage that was told of once stays told of, wherever the deadline moves.
  insert into timer (org_id, clock, subject_id, round, occurrence, stage, case_id, due_at, deadline)
  select org_id, clock, subject_id, round, occurrence, stage, case_id, due_at, deadline
    from json_populate_recordset(null::timer, $6::json) n
   where not exists (select from alarm_list a
                      where (a.org_id, a.clock, a.subject_id, a.round, a.occurrence, a.stage)
                          = (n.org_id, n.clock, n.subject_id, n.round, n.occurrence, n.stage))
  on conflict (org_id, clock, subject_id, round, occurrence, stage) do update set
     (case_id, due_at, deadline) = (excluded.case_id, excluded.due_at, excluded.deadline)
   where (timer.due_at, timer.deadline) is distinct from (excluded.due_at, excluded.deadline)
  returning due_at
), kept_visit as (
  insert into visit_list (org_id, visit_id, case_id, engineer_id, phase, assigned_at, appointment_at, departed_at, arrived_at, left_at)
  select org_id, visit_id, case_id, engineer_id, phase, assigned_at, appointment_at, departed_at, arrived_at, left_at
    from json_populate_recordset(null::visit_list, $5::json)
  on conflict (org_id, visit_id) do update set
     (case_id, engineer_id, phase, assigned_at, appointment_at, departed_at, arrived_at, left_at)
   = (excluded.case_id, excluded.engineer_id, excluded.phase, excluded.assigned_at, excluded.appointment_at,
      excluded.departed_at, excluded.arrived_at, excluded.left_at)
)
select (extract(epoch from min(due_at)) * 1000)::float8 as earliest from kept_timer
