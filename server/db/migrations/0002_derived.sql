-- Tables read off the journal. Only server/journal/refresh.ts fills them; `sanbao journal rebuild` refills them from nothing.

create table case_list (
  org_id        text not null references org,
  case_id       text not null,
  number        text not null,
  state         text not null,
  matter        text not null,
  channel       text,
  category      text,
  zone          text,
  area          text,
  branch        text,
  customer_id   text,
  unit_id       text,
  caller_name   text,
  phone         text,
  address       text,
  description   text,
  engineer_id   text,
  visit_id      text,
  appointment_at timestamptz(3),
  reported_at   timestamptz(3) not null,
  finished_at   timestamptz(3),
  next_deadline timestamptz(3),
  next_clock    text,
  late_count    integer not null,
  disputed_count integer not null,
  round         integer not null,
  imported      boolean not null,
  source_ref    text,
  time_zone     text,
  seq           integer not null,
  primary key (org_id, case_id)
);
create unique index case_list_number on case_list (org_id, number);
create index case_list_due on case_list (org_id, next_deadline, case_id) where finished_at is null;
create index case_list_recent on case_list (org_id, reported_at desc, case_id);
create index case_list_customer on case_list (org_id, customer_id);
create index case_list_phone on case_list (org_id, phone);
create index case_list_engineer on case_list (org_id, engineer_id) where finished_at is null;
create index case_list_area on case_list (org_id, area) where area is not null;

create table reading (
  org_id      text not null references org,
  case_id     text not null,
  clock       text not null,
  subject     text not null,
  subject_id  text not null,
  round       integer not null,
  occurrence  integer not null,
  zone        text,
  pack        text not null,
  judged      text not null,
  started_at  timestamptz(3) not null,
  deadline    timestamptz(3),
  stopped_at  timestamptz(3),
  cancelled_at timestamptz(3),
  paused      boolean not null,
  target_ms   double precision,
  elapsed_ms  double precision,           -- of an ended reading; an open one is read against the clock on the wall
  verdict     text not null,              -- of an open one `running` even past its deadline: the asker knows what time it is
  excusable   boolean not null,           -- past its deadline an open one is excused, not overdue
  band        text,
  error       text,
  primary key (org_id, clock, subject_id, round, occurrence)
);
create index reading_case on reading (org_id, case_id);
create index reading_started on reading (org_id, clock, started_at);
create index reading_open on reading (org_id, deadline) where verdict = 'running' and deadline is not null;

create table visit_list (
  org_id      text not null references org,
  visit_id    text not null,
  case_id     text not null,
  engineer_id text,
  phase       text not null,
  assigned_at timestamptz(3),
  appointment_at timestamptz(3),
  departed_at timestamptz(3),
  arrived_at  timestamptz(3),
  left_at     timestamptz(3),
  primary key (org_id, visit_id)
);
create index visit_list_engineer on visit_list (org_id, engineer_id, phase);
create index visit_list_case on visit_list (org_id, case_id);

create table customer_list (
  org_id      text not null references org,
  customer_id text not null,
  name        text,
  phones      text[] not null,
  address     text,
  class       text,
  zone        text,
  area        text,
  erased      boolean not null,
  seq         integer not null,
  primary key (org_id, customer_id)
);
create index customer_list_phone on customer_list using gin (phones);

create table unit_list (
  org_id       text not null references org,
  unit_id      text not null,
  customer_id  text,
  model        text not null,
  serial       text,
  purchased_on date,
  seq          integer not null,
  primary key (org_id, unit_id)
);
create index unit_list_customer on unit_list (org_id, customer_id);

create table person_list (
  org_id    text not null references org,
  person_id text not null,
  name      text,
  email     text,
  roles     text[] not null,
  zones     text[] not null,
  skills    text[] not null,
  lat       double precision,
  lon       double precision,
  active    boolean not null,
  seq       integer not null,
  primary key (org_id, person_id)
);

create table event_list (
  org_id    text not null references org,
  event_id  text not null,
  kind      text not null,
  area      text not null,
  begins_at timestamptz(3) not null,
  ends_at   timestamptz(3),
  note      text,
  declared_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  seq       integer not null,
  primary key (org_id, event_id)
);
create index event_list_area on event_list (org_id, area);

-- Which pack version answers for a start heard at a moment.
create table pack_activation (
  org_id       text not null references org,
  seq          integer not null,
  activated_at timestamptz(3) not null,
  name         text not null,
  version      text not null,
  hash         text not null,
  primary key (org_id, seq)
);

do $$
declare t text;
begin
  foreach t in array array['case_list', 'reading', 'visit_list', 'customer_list', 'unit_list', 'person_list', 'event_list', 'pack_activation'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I using (org_id = current_org()) with check (org_id = current_org())', t || '_org', t);
    execute format('create policy %I on %I to %I using (current_setting(''sanbao.tool'', true) = ''on'') with check (current_setting(''sanbao.tool'', true) = ''on'')', t || '_tool', t, current_user);
    execute format('grant select, insert, update, delete on %I to sanbao_app', t);
  end loop;
end $$;
