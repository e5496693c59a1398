-- Sign-in: the tables of better-auth 1.7.25 as its own generator writes them, in a schema that the role of requests cannot enter.
-- A test compares them with what the library asks for, so an upgrade that wants more fails there and not at somebody's door.

create schema login;

create table login."user" (
  id             text primary key,
  name           text not null, -- the person id again: real names lie in the roster
  email          text not null unique,
  email_verified boolean not null,
  image          text,
  created_at     timestamptz not null default current_timestamp,
  updated_at     timestamptz not null default current_timestamp,
  org_id         text not null references org,
  person_id      text not null,
  unique (org_id, person_id)
);

create table login.session (
  id         text primary key,
  expires_at timestamptz not null,
  token      text not null unique,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id    text not null references login."user" on delete cascade
);
create index session_user_id_idx on login.session (user_id);

create table login.account (
  id                       text primary key,
  account_id               text not null,
  provider_id              text not null,
  user_id                  text not null references login."user" on delete cascade,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text,
  created_at               timestamptz not null default current_timestamp,
  updated_at               timestamptz not null
);
create index account_user_id_idx on login.account (user_id);

create table login.verification (
  id         text primary key,
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index verification_identifier_idx on login.verification (identifier);

-- Made once by whichever node starts first, so that sessions outlive restarts and hold on every node.
create table login.secret (
  one    boolean primary key default true check (one),
  secret text not null
);
