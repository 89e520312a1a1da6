-- The database of one service. Every column is an id drawn at random, a number,
-- a hash or sealed: no name, no kind of event, no actor, no status (P4). Times are
-- microseconds since 1970-01-01 UTC, nought for none. One file is one service, so
-- no table carries the service's id beside its own record; PostgreSQL keeps one
-- schema for each service.

-- What was applied, with the SHA-256 of its text: an edited migration is refused.
CREATE TABLE migration (
    version INTEGER PRIMARY KEY,
    sum     BLOB NOT NULL CHECK (length(sum) = 32)
) STRICT;

CREATE TABLE service (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    service_id  BLOB NOT NULL CHECK (length(service_id) = 16),
    version     INTEGER NOT NULL,
    settings    BLOB NOT NULL,
    recovery    BLOB NOT NULL,
    fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
    pair_1      BLOB NOT NULL,
    pair_2      BLOB NOT NULL,
    pair_3      BLOB NOT NULL
) STRICT;

CREATE TABLE stream (
    case_id   BLOB NOT NULL CHECK (length(case_id) = 16),
    stream_id BLOB NOT NULL CHECK (length(stream_id) = 16),
    number    INTEGER NOT NULL CHECK (number > 0),
    epoch     INTEGER NOT NULL CHECK (epoch > 0),
    erased    INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)),
    PRIMARY KEY (case_id, stream_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE epoch (
    case_id    BLOB NOT NULL,
    stream_id  BLOB NOT NULL,
    epoch      INTEGER NOT NULL CHECK (epoch > 0),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    PRIMARY KEY (case_id, stream_id, epoch),
    FOREIGN KEY (case_id, stream_id) REFERENCES stream
) STRICT, WITHOUT ROWID;

-- Apart from epoch, which lists join: a public drop key has more than 1,200 bytes.
CREATE TABLE drop_key (
    case_id   BLOB NOT NULL,
    stream_id BLOB NOT NULL,
    epoch     INTEGER NOT NULL,
    public    BLOB NOT NULL,
    private   BLOB NOT NULL,
    PRIMARY KEY (case_id, stream_id, epoch),
    FOREIGN KEY (case_id, stream_id, epoch) REFERENCES epoch
) STRICT, WITHOUT ROWID;

-- Clustered by stream, so that a cold case is a few pages (storage.md: 8 ms, not
-- 100). The header's service is the one service's.
CREATE TABLE entry (
    case_id    BLOB NOT NULL,
    stream_id  BLOB NOT NULL,
    number     INTEGER NOT NULL CHECK (number > 0),
    position   INTEGER NOT NULL CHECK (position >= 0),
    epoch      INTEGER NOT NULL,
    day        INTEGER NOT NULL,
    length     INTEGER NOT NULL,
    commitment BLOB CHECK (length(commitment) = 32),
    body       BLOB NOT NULL,
    PRIMARY KEY (case_id, stream_id, number),
    FOREIGN KEY (case_id, stream_id, epoch) REFERENCES epoch
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX entry_position ON entry (position);

CREATE TABLE tile (
    level  INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hashes BLOB NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
    PRIMARY KEY (level, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    size   INTEGER NOT NULL UNIQUE,
    signed BLOB NOT NULL
) STRICT;

-- The journal stands (P6). A partial tile grows; nothing else changes or goes.
CREATE TRIGGER entry_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries stand'); END;
CREATE TRIGGER entry_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries stand'); END;
CREATE TRIGGER checkpoint_update BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoints stand'); END;
CREATE TRIGGER checkpoint_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoints stand'); END;
CREATE TRIGGER tile_delete BEFORE DELETE ON tile BEGIN SELECT RAISE(ABORT, 'tiles stand'); END;
CREATE TRIGGER tile_update BEFORE UPDATE ON tile
WHEN NEW.level <> OLD.level OR NEW.number <> OLD.number
    OR length(NEW.hashes) <= length(OLD.hashes)
    OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes
BEGIN SELECT RAISE(ABORT, 'tiles only grow'); END;
CREATE TRIGGER epoch_update BEFORE UPDATE ON epoch BEGIN SELECT RAISE(ABORT, 'epochs stand'); END;
CREATE TRIGGER epoch_delete BEFORE DELETE ON epoch BEGIN SELECT RAISE(ABORT, 'epochs stand'); END;
CREATE TRIGGER stream_delete BEFORE DELETE ON stream BEGIN SELECT RAISE(ABORT, 'streams stand'); END;
CREATE TRIGGER stream_update BEFORE UPDATE ON stream
WHEN NEW.case_id <> OLD.case_id OR NEW.stream_id <> OLD.stream_id
    OR NEW.number < OLD.number OR NEW.epoch < OLD.epoch OR NEW.erased < OLD.erased
BEGIN SELECT RAISE(ABORT, 'streams only grow'); END;

-- Keys. Backups keep these two tables apart, and only for days (P8).
CREATE TABLE wrap (
    holder    BLOB NOT NULL CHECK (length(holder) = 16),
    case_id   BLOB NOT NULL,
    stream_id BLOB NOT NULL,
    epoch     INTEGER NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (holder, case_id, stream_id, epoch),
    FOREIGN KEY (case_id, stream_id, epoch) REFERENCES epoch
) STRICT, WITHOUT ROWID;
CREATE INDEX wrap_stream ON wrap (case_id, stream_id);

CREATE TABLE entry_key (
    case_id   BLOB NOT NULL,
    stream_id BLOB NOT NULL,
    number    INTEGER NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (case_id, stream_id, number),
    FOREIGN KEY (case_id, stream_id, number) REFERENCES entry
) STRICT, WITHOUT ROWID;

-- Entries whose keys were struck, so that a restore strikes them again.
CREATE TABLE struck (
    case_id   BLOB NOT NULL,
    stream_id BLOB NOT NULL,
    number    INTEGER NOT NULL,
    PRIMARY KEY (case_id, stream_id, number),
    FOREIGN KEY (case_id, stream_id, number) REFERENCES entry
) STRICT, WITHOUT ROWID;

-- A row here says that what was deleted may still be readable on disk.
CREATE TABLE scrub (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;

-- The snapshot a backup is of; empty in a database that is in use.
CREATE TABLE snapshot (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    snapshot_id BLOB NOT NULL CHECK (length(snapshot_id) = 16)
) STRICT;

CREATE TABLE list_row (
    case_id   BLOB NOT NULL,
    stream_id BLOB NOT NULL,
    version   INTEGER NOT NULL,
    epoch     INTEGER NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (case_id, stream_id),
    FOREIGN KEY (case_id, stream_id, epoch) REFERENCES epoch
) STRICT, WITHOUT ROWID;

-- Where one holder's list stands, as of a size of the journal, so that it need not
-- all be read to find what is due today. Made anew from rows; never backed up.
CREATE TABLE overview (
    holder BLOB NOT NULL UNIQUE CHECK (length(holder) = 16),
    size   INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

-- stop is the one mark in the clear: it takes effect unread (design §5, 8).
CREATE TABLE waiting_drop (
    arrival   INTEGER PRIMARY KEY,
    drop_id   BLOB NOT NULL UNIQUE CHECK (length(drop_id) = 16),
    case_id   BLOB NOT NULL,
    stream_id BLOB NOT NULL,
    stop      INTEGER NOT NULL CHECK (stop IN (0, 1)),
    sealed    BLOB NOT NULL,
    FOREIGN KEY (case_id, stream_id) REFERENCES stream
) STRICT;
CREATE INDEX waiting_drop_case ON waiting_drop (case_id);
CREATE INDEX waiting_drop_stream ON waiting_drop (stream_id);

CREATE TABLE outgoing (
    outgoing_id BLOB PRIMARY KEY CHECK (length(outgoing_id) = 16),
    case_id     BLOB NOT NULL CHECK (length(case_id) = 16),
    not_before  INTEGER NOT NULL,
    expires     INTEGER NOT NULL,
    held        INTEGER NOT NULL CHECK (held IN (0, 1)),
    turn        INTEGER NOT NULL DEFAULT 0, -- how often it was claimed
    lease       INTEGER NOT NULL DEFAULT 0, -- when the last claim ends
    handed      INTEGER NOT NULL DEFAULT 0 CHECK (handed IN (0, 1)),
    sealed      BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX outgoing_case ON outgoing (case_id);
CREATE INDEX outgoing_time ON outgoing (not_before);

CREATE TABLE login (
    person  BLOB PRIMARY KEY CHECK (length(person) = 16),
    name    BLOB NOT NULL UNIQUE CHECK (length(name) = 32),
    version INTEGER NOT NULL,
    public  BLOB NOT NULL,
    sealed  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE slot (
    person  BLOB NOT NULL REFERENCES login,
    slot_id BLOB NOT NULL CHECK (length(slot_id) = 16),
    kind    INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    tries   INTEGER CHECK (tries >= 0), -- none: no limit
    sealed  BLOB NOT NULL,
    PRIMARY KEY (person, slot_id)
) STRICT, WITHOUT ROWID;

-- These two are never backed up.
CREATE TABLE session (
    session_id BLOB PRIMARY KEY CHECK (length(session_id) = 32),
    person     BLOB NOT NULL REFERENCES login,
    begun      INTEGER NOT NULL,
    seen       INTEGER NOT NULL,
    expires    INTEGER NOT NULL,
    sealed     BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_person ON session (person);

CREATE TABLE spent_form (
    form_id BLOB PRIMARY KEY CHECK (length(form_id) = 32),
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
