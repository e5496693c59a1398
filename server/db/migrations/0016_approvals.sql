-- Approvals that were asked for on cases, and who acts for whom. Read off the journal; what was said and by whom stays there.
create table approval_list (
  org_id      text not null references org,
  approval_id text not null,
  case_id     text not null,
  approval    text not null,
  phase       text not null,
  outdated    boolean not null,
  round       integer not null,
  asked_by    text not null,
  asked_at    timestamptz(3) not null,
  step        text,                          -- the step that waits
  waits_for   text,                          -- and its role
  not_by      text[] not null,               -- who asked or approved a step: not they
  due_at      timestamptz(3),                -- when those who must act are reminded
  ended_at    timestamptz(3),
  reminded    text,                          -- the round and step of the last reminder, read off the stream of reminders
  primary key (org_id, approval_id)
);
create index approval_list_case on approval_list (org_id, case_id);
create index approval_list_asked on approval_list (org_id, asked_at desc, approval_id);
create index approval_list_waits on approval_list (org_id, waits_for) where waits_for is not null;
create index approval_list_due on approval_list (due_at) where due_at is not null;

create table person_deputy (
  org_id    text not null references org,
  person_id text not null,
  deputy_id text not null,
  from_at   timestamptz(3) not null,
  until_at  timestamptz(3) not null,
  reason    text,
  primary key (org_id, person_id)
);
create index person_deputy_acts on person_deputy (org_id, deputy_id);

do $$
declare t text;
begin
  foreach t in array array['approval_list', 'person_deputy'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I using (org_id = current_org()) with check (org_id = current_org())', t || '_org', t);
    execute format('create policy %I on %I to %I using (current_setting(''sanbao.tool'', true) = ''on'') with check (current_setting(''sanbao.tool'', true) = ''on'')', t || '_tool', t, current_user);
    execute format('grant select, insert, update, delete on %I to sanbao_app', t);
  end loop;
end $$;
