-- Runs of guides: which guide is or was followed by whom, for which case, and how it ended. Read off the journal; the steps stay there.
create table guide_run (
  org_id       text not null references org,
  run_id       text not null,
  guide        text not null,
  pack         text not null,
  case_id      text,
  begun_at     timestamptz(3) not null,
  begun_by     text not null,
  concluded_at timestamptz(3),
  conclusion   text,
  seq          integer not null,
  primary key (org_id, run_id)
);
create index guide_run_case on guide_run (org_id, case_id, begun_at desc, run_id) where case_id is not null;
create index guide_run_begun on guide_run (org_id, begun_by, begun_at desc, run_id);

-- Whose a run is: of whoever began it, and of everybody whose the case is. Asked by reading and by writing, so that both draw one line.
create function guide_run_is_of(run text, person text) returns boolean
  language sql stable
  as $$ select exists (select from guide_run g where g.org_id = current_org() and g.run_id = run
                          and (g.begun_by = person or exists (select from visit_list v where v.org_id = g.org_id and v.case_id = g.case_id and v.engineer_id = person))) $$;

create function guide_run_is_of_party(run text, of_party text) returns boolean
  language sql stable
  as $$ select exists (select from guide_run g where g.org_id = current_org() and g.run_id = run
                          and (exists (select from person_list p where p.org_id = g.org_id and p.person_id = g.begun_by and p.party = of_party)
                               or exists (select from case_list c where c.org_id = g.org_id and c.case_id = g.case_id and c.branch = of_party))) $$;

alter table guide_run enable row level security;
alter table guide_run force row level security;
create policy guide_run_org on guide_run using (org_id = current_org()) with check (org_id = current_org());
do $$
begin
  execute format('create policy guide_run_tool on guide_run to %I using (current_setting(''sanbao.tool'', true) = ''on'') with check (current_setting(''sanbao.tool'', true) = ''on'')', current_user);
end $$;
grant select, insert, update, delete on guide_run to sanbao_app;
