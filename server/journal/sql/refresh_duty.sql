-- Replaces what lists know of the duties of some subjects. $1 organisation, $2 [subjects], $3 [duty_subject rows], $4 [duty_list rows], $5 [duty_timer rows]
-- Answers the earliest moment that is waited for from now on and was not before.
with named as (
  select subject_kind, subject_id from json_to_recordset($2::json) as s(subject_kind text, subject_id text)
), subject as (
  select * from json_populate_recordset(null::duty_subject, $3::json)
), due as (
  select * from json_populate_recordset(null::duty_list, $4::json)
), awaited as (
  select * from json_populate_recordset(null::duty_timer, $5::json)
), gone_subjects as (
  delete from duty_subject t using named n
   where t.org_id = $1 and t.subject_kind = n.subject_kind and t.subject_id = n.subject_id
     and not exists (select from subject s where s.subject_kind = t.subject_kind and s.subject_id = t.subject_id)
), gone_due as (
  delete from duty_list t using named n
   where t.org_id = $1 and t.subject_kind = n.subject_kind and t.subject_id = n.subject_id
     and not exists (select from due d where d.subject_kind = t.subject_kind and d.subject_id = t.subject_id and d.duty = t.duty and d.occurrence = t.occurrence)
), gone_timers as (
  delete from duty_timer t using named n
   where t.org_id = $1 and t.subject_kind = n.subject_kind and t.subject_id = n.subject_id
     and not exists (select from awaited a where a.subject_kind = t.subject_kind and a.subject_id = t.subject_id and a.duty = t.duty and a.occurrence = t.occurrence and a.stage = t.stage)
), subjects as (
  insert into duty_subject select * from subject
  on conflict (org_id, subject_kind, subject_id) do update set
     (name, customer_id, unit_id, since, until, set_aside, in_charge, seq)
   = (excluded.name, excluded.customer_id, excluded.unit_id, excluded.since, excluded.until, excluded.set_aside, excluded.in_charge, excluded.seq)
), dues as (
  insert into duty_list select * from due
  on conflict (org_id, subject_kind, subject_id, duty, occurrence) do update set
     (opens_at, due_at, pack, words, roles, in_charge, customer_id, unit_id, done_at, done_by, done_fact, unreadable)
   = (excluded.opens_at, excluded.due_at, excluded.pack, excluded.words, excluded.roles, excluded.in_charge, excluded.customer_id, excluded.unit_id,
      excluded.done_at, excluded.done_by, excluded.done_fact, excluded.unreadable)
   -- A machine looked after for years has thousands; what stays as it is is not written again.
   where (duty_list.opens_at, duty_list.due_at, duty_list.pack, duty_list.roles, duty_list.in_charge, duty_list.customer_id, duty_list.unit_id, duty_list.done_at, duty_list.done_by, duty_list.done_fact, duty_list.unreadable)
         is distinct from
         (excluded.opens_at, excluded.due_at, excluded.pack, excluded.roles, excluded.in_charge, excluded.customer_id, excluded.unit_id, excluded.done_at, excluded.done_by, excluded.done_fact, excluded.unreadable)
), timers as (
  insert into duty_timer select * from awaited
  on conflict (org_id, subject_kind, subject_id, duty, occurrence, stage) do update set due_at = excluded.due_at where duty_timer.due_at <> excluded.due_at
  returning due_at
)
select (extract(epoch from min(due_at)) * 1000)::float8 as earliest from timers
