-- Read models stand in generations, each in a schema of its own, so that one can be built while another answers.
-- What was here before is derived from the log, and comes back from there.
drop table view_position, recorded_event, parked_event, incident, incident_version, timeline_entry, follow_up,
    access_token, projection_token;

create table view_generation (
    id            bigint primary key generated always as identity,
    schema_name   text        not null,
    -- The form of the content: which version of the service understands it.
    form          integer     not null,
    state         text        not null check (state in ('building', 'serving', 'retired')),
    reason        text        not null,
    -- The position up to which its tables are the fold of the log. Written with the rows.
    position      bigint      not null default -1,
    recorded_at   timestamptz,
    chain         text,
    begun_at      timestamptz not null default now(),
    serving_since timestamptz,
    -- When a node last read or built it; one that nobody wants is dropped.
    wanted_at     timestamptz not null default now()
);
create unique index view_generation_serving on view_generation (form) where state = 'serving';
create unique index view_generation_building on view_generation (form) where state = 'building';

-- The columns that Axon's JdbcTokenStore expects; one row for each generation.
create table projection_token (
    processor_name varchar(255) not null,
    segment        integer      not null,
    mask           integer      not null,
    token          bytea,
    token_type     varchar(255),
    timestamp      varchar(255),
    owner          varchar(255),
    primary key (processor_name, segment)
);
