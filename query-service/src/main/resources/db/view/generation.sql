-- One generation of the view: what the log says, arranged for questions. Nothing here is a source. It is never changed, but
-- built anew: whoever edits this file raises Projection.FORM.

-- Every event, its payload as stored: what the history of an incident is folded from.
create table recorded_event (
    position    bigint primary key,
    event_id    text        not null,
    type        text        not null,
    version     text        not null,
    recorded_at timestamptz not null,
    incident_id uuid,
    actor       text,
    authority   text,
    command_id  text,
    number      text,
    payload     bytea       not null,
    chain       text        not null
);
create index recorded_event_by_incident on recorded_event (incident_id, position) where incident_id is not null;
create index recorded_event_by_time on recorded_event (recorded_at, position);

-- Events that could not be read. They count in the order and change nothing.
create table parked_event (
    position bigint primary key,
    reason   text        not null,
    tries    integer     not null default 1,
    tried_at timestamptz not null default now()
);

-- Each incident as it stands. update_due: by when the first of those who wait is to hear.
create table incident (
    id               uuid primary key,
    number           text,
    opened           bigint      not null,
    version          bigint      not null,
    status           text        not null,
    severity         text,
    detection        text,
    services         text[]      not null,
    labels           text[]      not null,
    causes           text[]      not null,
    related          text[]      not null,
    part_of          uuid,
    drill            boolean     not null,
    history          boolean     not null,
    started_at       timestamptz,
    declared_at      timestamptz,
    recorded_at      timestamptz not null,
    last_activity_at timestamptz not null,
    update_due       timestamptz,
    state            text        not null,
    words            text        not null,
    search           tsvector    not null generated always as (to_tsvector('english', left(words, 50000))) stored
);
create index incident_by_number on incident (number);
-- What lists are sorted by, as Sort has it, and what few incidents have in common.
create unique index incident_by_opened on incident (opened);
create index incident_by_recording on incident (recorded_at, opened);
create index incident_by_activity on incident (last_activity_at, opened);
create index incident_by_version on incident (version);
create index incident_by_declaration on incident (coalesce(declared_at, 'infinity'), opened);
create index incident_by_declaration_down on incident (coalesce(declared_at, '-infinity'), opened);
create index incident_by_start on incident (coalesce(started_at, 'infinity'), opened);
create index incident_by_start_down on incident (coalesce(started_at, '-infinity'), opened);
create index incident_by_severity on incident (coalesce(severity, 'unknown'), opened);
create index incident_by_status on incident (status, opened);
create index incident_by_service on incident using gin (services);
create index incident_by_label on incident using gin (labels);
create index incident_by_cause on incident using gin (causes);
create index incident_by_words on incident using gin (search);
create index incident_by_part_of on incident (part_of) where part_of is not null;
create index incident_by_related on incident using gin (related);
create index incident_by_update_due on incident (update_due) where update_due is not null;

-- What reports say of an incident, for every position: valid from (inclusive) to (exclusive). milestones, stated: what its
-- metrics are computed from, as MeasuredColumns has it. update_due, updates: who waits for an update; null while nobody does.
create table incident_version (
    id         uuid    not null,
    valid_from bigint  not null,
    valid_to   bigint  not null,
    number     text,
    title      text    not null,
    severity   text,
    services   text[]  not null,
    causes     text[]  not null,
    drill      boolean not null,
    status     text    not null,
    history    boolean not null,
    milestones text    not null,
    stated     text    not null,
    update_due timestamptz,
    updates    text,
    primary key (id, valid_from)
);
create index incident_version_by_validity on incident_version (valid_to, valid_from);
create index incident_version_by_update_due on incident_version (update_due) where update_due is not null;

-- The items of all timelines that have words. positions: those of the events that the words are from, rising.
create table timeline_entry (
    incident_id uuid     not null,
    key         text     not null,
    positions   bigint[] not null,
    kind        text     not null,
    occurred_at timestamptz,
    words       text     not null,
    part        integer  not null,
    primary key (incident_id, key)
);

-- Where words are looked for: those of an incident and of one part of its timeline together, so that words which are
-- asked for together may stand apart. chars: how long the entries of the part are. A vector stays in its row when it fits a page: a
-- list by words looks into more than a thousand of them.
create table incident_text (
    opened bigint   not null,
    part   integer  not null,
    chars  bigint   not null,
    search tsvector not null,
    primary key (opened, part)
) with (toast_tuple_target = 8160);
create index incident_text_by_words on incident_text using gin (search);

-- Each follow-up as it stood at every position: valid from (inclusive) to (exclusive).
create table follow_up (
    incident_id      uuid        not null,
    id               uuid        not null,
    valid_from       bigint      not null,
    valid_to         bigint      not null,
    opened           bigint      not null,
    number           text,
    state            text        not null,
    type             text        not null,
    priority         text        not null,
    owner            text,
    due              date,
    completed_on     date,
    added_at         timestamptz not null,
    last_activity_at timestamptz not null,
    document         text        not null,
    words            text        not null,
    search           tsvector    not null generated always as (to_tsvector('english', left(words, 200000))) stored,
    primary key (id, incident_id, valid_from)
);
create index follow_up_by_incident on follow_up (incident_id);
create index follow_up_by_number on follow_up (number);
create index follow_up_by_validity on follow_up (valid_to, valid_from);
-- What lists are sorted by, as FollowUpSearch has it.
create index follow_up_by_opened on follow_up (opened);
create index follow_up_by_due on follow_up (coalesce(due, 'infinity'), opened);
create index follow_up_by_due_down on follow_up (coalesce(due, '-infinity'), opened);
create index follow_up_by_adding on follow_up (added_at, opened);
create index follow_up_by_activity on follow_up (last_activity_at, opened);
create index follow_up_by_priority on follow_up (array_position(array['URGENT','HIGH','MEDIUM','LOW'], priority), opened);

-- The catalogue: each service as it was last described.
create table service (
    name         text    primary key,
    owner        text,
    dependencies text[]  not null,
    retired      boolean not null,
    version      bigint  not null,
    document     text    not null
);

-- What changed, incident or not.
create table change (
    id          uuid primary key,
    opened      bigint      not null,
    service     text        not null,
    kind        text        not null,
    occurred_at timestamptz,
    document    text        not null
);
create index change_by_service on change (service, occurred_at, opened);
create index change_by_time on change (coalesce(occurred_at, '-infinity'), opened);

-- Each runbook in all its versions; the last one says whether it is retired.
create table runbook (
    id       uuid    not null,
    version  bigint  not null,
    opened   bigint  not null,
    number   text,
    services text[]  not null,
    labels   text[]  not null,
    retired  boolean not null,
    last     boolean not null,
    document text    not null,
    primary key (id, version)
);
create index runbook_by_number on runbook (number) where number is not null;

-- The organisation's guidelines in all their versions.
create table guidelines (
    version  bigint primary key,
    document text   not null
);

-- The organisation's templates for updates, each in its last version; a text is empty where it was taken away.
create table template (
    name     text primary key,
    version  bigint not null,
    document text   not null
);

-- What is published of the incidents of periods, by the events that say so: the last of a figure stands.
create table stated_figure (
    position bigint primary key,
    document text not null
);

-- Who may read: tokens by the hash of their secret.
create table access_token (
    token_id    uuid primary key,
    secret_hash text    not null,
    handle      text    not null,
    role        text    not null,
    expires_at  timestamptz,
    scope       text,
    revoked     boolean not null
);
create index access_token_by_secret on access_token (secret_hash);
