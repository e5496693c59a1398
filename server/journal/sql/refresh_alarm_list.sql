-- What one case's stream of alarms says; a stage that was told of needs no timer any more. $1 [alarm_list rows]
with told as (
  select * from json_populate_recordset(null::alarm_list, $1::json)
), listed as (
  insert into alarm_list (org_id, clock, subject_id, round, occurrence, stage, case_id, kind, fact_id, due_at, deadline, recorded_at, outcome, told)
  select org_id, clock, subject_id, round, occurrence, stage, case_id, kind, fact_id, due_at, deadline, recorded_at, outcome, told from told
  on conflict (org_id, clock, subject_id, round, occurrence, stage) do nothing
)
delete from timer t using told
 where (t.org_id, t.clock, t.subject_id, t.round, t.occurrence, t.stage) = (told.org_id, told.clock, told.subject_id, told.round, told.occurrence, told.stage)
