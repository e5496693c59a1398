-- Replaces the row of one run. $1 [guide_run rows]
insert into guide_run select * from json_populate_recordset(null::guide_run, $1::json)
on conflict (org_id, run_id) do update set
   (case_id, concluded_at, conclusion, seq) = (excluded.case_id, excluded.concluded_at, excluded.conclusion, excluded.seq)
