-- Alarms: what each clock waits for, who was told, and messages on their way to mailboxes and other systems.

-- Read off the journal; only server/journal fills these three.
create table alarm_list (
  org_id      text not null references org,
  clock       text not null,
  subject_id  text not null,
  round       integer not null,
  occurrence  integer not null,
  stage       text not null,
  case_id     text not null,
  kind        text not null,
  fact_id     text not null,
  due_at      timestamptz(3) not null,
  deadline    timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  outcome     text not null,
  told        text[] not null,
  primary key (org_id, clock, subject_id, round, occurrence, stage)
);
create index alarm_list_case on alarm_list (org_id, case_id);
create index alarm_list_recent on alarm_list (org_id, recorded_at desc);

-- What is still to be told of. Moves and vanishes with the readings, in the transaction that moves them.
create table timer (
  org_id      text not null references org,
  clock       text not null,
  subject_id  text not null,
  round       integer not null,
  occurrence  integer not null,
  stage       text not null,
  case_id     text not null,
  due_at      timestamptz(3) not null,
  deadline    timestamptz(3) not null,
  primary key (org_id, clock, subject_id, round, occurrence, stage)
);
create index timer_due on timer (due_at);
create index timer_case on timer (org_id, case_id);

create table webhook_list (
  org_id     text not null references org,
  webhook_id text not null,
  url        text not null,
  kinds      text[] not null,
  active     boolean not null,
  since      timestamptz(3) not null,
  seq        integer not null,
  primary key (org_id, webhook_id)
);

-- Not read off the journal: secrets, marks and letters.
create table webhook_secret (
  org_id     text not null references org,
  webhook_id text not null,
  secret     bytea not null check (length(secret) = 32),
  primary key (org_id, webhook_id)
);

create table inbox_item (
  org_id     text not null references org,
  person_id  text not null,
  item_id    text not null,             -- the fact that was recorded: so nobody is told of it twice
  kind       text not null,
  case_id    text not null,
  clock      text not null,
  stage      text not null,
  words      json not null,             -- the promise in the words of its pack
  due_at     timestamptz(3) not null,
  deadline   timestamptz(3) not null,
  told_at    timestamptz(3) not null,
  read_at    timestamptz(3),
  primary key (org_id, person_id, item_id)
);
create index inbox_item_recent on inbox_item (org_id, person_id, told_at desc, item_id);
create index inbox_item_unread on inbox_item (org_id, person_id) where read_at is null;

-- The outbox. Delivered at least once; the id tells a receiver that it has it already. Holds nothing personal: addresses are looked up when it is sent.
create table message (
  org_id     text not null references org,
  message_id text not null,
  channel    text not null check (channel in ('email', 'webhook')),
  recipient  text not null,             -- a person or a subscription
  kind       text not null,
  body       json not null,
  made_at    timestamptz(3) not null,
  state      text not null default 'waiting' check (state in ('waiting', 'sent', 'parked')),
  due_at     timestamptz(3) not null,   -- of the next try; while one is under way, when it is given up for lost
  tries      integer not null default 0,
  last_error text,
  ended_at   timestamptz(3),
  primary key (org_id, message_id)
);
create index message_due on message (channel, due_at) where state = 'waiting';
create index message_state on message (org_id, state, made_at desc, message_id);

do $$
declare t text;
begin
  foreach t in array array['alarm_list', 'timer', 'webhook_list', 'webhook_secret', 'inbox_item', 'message'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I using (org_id = current_org()) with check (org_id = current_org())', t || '_org', t);
    execute format('create policy %I on %I to %I using (current_setting(''sanbao.tool'', true) = ''on'') with check (current_setting(''sanbao.tool'', true) = ''on'')', t || '_tool', t, current_user);
    execute format('grant select, insert, update, delete on %I to sanbao_app', t);
  end loop;
end $$;
