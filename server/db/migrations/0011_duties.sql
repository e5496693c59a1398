-- Recurring duties: what is in care, what is due for it, and what waits to be told of it. All three are read off the journal.
create table duty_subject (
  org_id       text not null references org,
  subject_kind text not null,
  subject_id   text not null,
  name         text,
  customer_id  text,
  unit_id      text,
  since        timestamptz(3),
  until        timestamptz(3),
  set_aside    boolean not null,
  in_charge    text,
  seq          integer not null,
  primary key (org_id, subject_kind, subject_id)
);

create table duty_list (
  org_id       text not null references org,
  subject_kind text not null,
  subject_id   text not null,
  duty         text not null,
  occurrence   text not null,
  opens_at     timestamptz(3) not null,
  due_at       timestamptz(3) not null,      -- the last moment at which it is in time
  pack         text not null,
  words        json not null,                -- the duty in the words of its pack
  roles        text[] not null,              -- whose it is while nobody is in charge
  in_charge    text,
  customer_id  text,
  unit_id      text,
  done_at      timestamptz(3),
  done_by      text,
  done_fact    text,
  unreadable   text,                         -- the calendar and the year it knows nothing of
  primary key (org_id, subject_kind, subject_id, duty, occurrence)
);
create index duty_list_due on duty_list (org_id, due_at, subject_kind, subject_id, duty, occurrence);
create index duty_list_undone on duty_list (org_id, due_at) where done_at is null;
create index duty_list_charge on duty_list (org_id, in_charge, due_at);

create table duty_timer (
  org_id       text not null references org,
  subject_kind text not null,
  subject_id   text not null,
  duty         text not null,
  occurrence   text not null,
  stage        text not null,
  due_at       timestamptz(3) not null,
  primary key (org_id, subject_kind, subject_id, duty, occurrence, stage)
);
create index duty_timer_due on duty_timer (due_at);

-- One is told of duties as of promises; a duty has no case.
alter table inbox_item alter column case_id drop not null;
alter table inbox_item add column subject_kind text;
alter table inbox_item add column subject_id text;

-- Whose the duties of a subject are: of whoever is in charge, and of a role while nobody is. Asked by reading and by writing, so that both draw one line.
create function duty_is_of(kind text, subject text, person text, held text[]) returns boolean
  language sql stable
  as $$ select exists (select from duty_list d where d.org_id = current_org() and d.subject_kind = kind and d.subject_id = subject
                          and (d.in_charge = person or (d.in_charge is null and d.roles && held))) $$;

do $$
declare t text;
begin
  foreach t in array array['duty_subject', 'duty_list', 'duty_timer'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I using (org_id = current_org()) with check (org_id = current_org())', t || '_org', t);
    execute format('create policy %I on %I to %I using (current_setting(''sanbao.tool'', true) = ''on'') with check (current_setting(''sanbao.tool'', true) = ''on'')', t || '_tool', t, current_user);
    execute format('grant select, insert, update, delete on %I to sanbao_app', t);
  end loop;
end $$;
