-- Replaces the rows of the approvals of one case; what was reminded of is another stream's. $1 [approval_list rows]
insert into approval_list select * from json_populate_recordset(null::approval_list, $1::json)
on conflict (org_id, approval_id) do update set
   (phase, outdated, round, asked_by, asked_at, step, waits_for, not_by, due_at, ended_at)
 = (excluded.phase, excluded.outdated, excluded.round, excluded.asked_by, excluded.asked_at, excluded.step, excluded.waits_for, excluded.not_by, excluded.due_at, excluded.ended_at)
