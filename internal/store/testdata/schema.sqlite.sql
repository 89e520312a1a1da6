CREATE UNIQUE INDEX entry_position ON entry (position);

CREATE INDEX outgoing_case ON outgoing (case_id);

CREATE INDEX outgoing_time ON outgoing (not_before);

CREATE INDEX session_person ON session (person);

CREATE INDEX waiting_drop_case ON waiting_drop (case_id);

CREATE INDEX waiting_drop_stream ON waiting_drop (stream_id);

CREATE INDEX wrap_stream ON wrap (case_id, stream_id);

CREATE TABLE checkpoint (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    size   INTEGER NOT NULL UNIQUE,
    signed BLOB NOT NULL
) STRICT;

CREATE TABLE drop_key (
    case_id   BLOB NOT NULL,
    stream_id BLOB NOT NULL,
    epoch     INTEGER NOT NULL,
    public    BLOB NOT NULL,
    private   BLOB NOT NULL,
    PRIMARY KEY (case_id, stream_id, epoch),
    FOREIGN KEY (case_id, stream_id, epoch) REFERENCES epoch
) STRICT, WITHOUT ROWID;

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

CREATE TABLE entry_key (
    case_id   BLOB NOT NULL,
    stream_id BLOB NOT NULL,
    number    INTEGER NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (case_id, stream_id, number),
    FOREIGN KEY (case_id, stream_id, number) REFERENCES entry
) STRICT, WITHOUT ROWID;

CREATE TABLE epoch (
    case_id    BLOB NOT NULL,
    stream_id  BLOB NOT NULL,
    epoch      INTEGER NOT NULL CHECK (epoch > 0),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    PRIMARY KEY (case_id, stream_id, epoch),
    FOREIGN KEY (case_id, stream_id) REFERENCES stream
) STRICT, WITHOUT ROWID;

CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);

CREATE TABLE list_row (
    case_id   BLOB NOT NULL,
    stream_id BLOB NOT NULL,
    version   INTEGER NOT NULL,
    epoch     INTEGER NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (case_id, stream_id),
    FOREIGN KEY (case_id, stream_id, epoch) REFERENCES epoch
) STRICT, WITHOUT ROWID;

CREATE TABLE login (
    person  BLOB PRIMARY KEY CHECK (length(person) = 16),
    name    BLOB NOT NULL UNIQUE CHECK (length(name) = 32),
    version INTEGER NOT NULL,
    public  BLOB NOT NULL,
    sealed  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE migration (
    version INTEGER PRIMARY KEY,
    sum     BLOB NOT NULL CHECK (length(sum) = 32)
) STRICT;

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

CREATE TABLE overview (
    holder BLOB NOT NULL UNIQUE CHECK (length(holder) = 16),
    size   INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

CREATE TABLE scrub (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;

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

CREATE TABLE session (
    session_id BLOB PRIMARY KEY CHECK (length(session_id) = 32),
    person     BLOB NOT NULL REFERENCES login,
    begun      INTEGER NOT NULL,
    seen       INTEGER NOT NULL,
    expires    INTEGER NOT NULL,
    sealed     BLOB NOT NULL
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

CREATE TABLE snapshot (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    snapshot_id BLOB NOT NULL CHECK (length(snapshot_id) = 16)
) STRICT;

CREATE TABLE spent_form (
    form_id BLOB PRIMARY KEY CHECK (length(form_id) = 32),
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE stream (
    case_id   BLOB NOT NULL CHECK (length(case_id) = 16),
    stream_id BLOB NOT NULL CHECK (length(stream_id) = 16),
    number    INTEGER NOT NULL CHECK (number > 0),
    epoch     INTEGER NOT NULL CHECK (epoch > 0),
    erased    INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)),
    PRIMARY KEY (case_id, stream_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE struck (
    case_id   BLOB NOT NULL,
    stream_id BLOB NOT NULL,
    number    INTEGER NOT NULL,
    PRIMARY KEY (case_id, stream_id, number),
    FOREIGN KEY (case_id, stream_id, number) REFERENCES entry
) STRICT, WITHOUT ROWID;

CREATE TABLE tile (
    level  INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hashes BLOB NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
    PRIMARY KEY (level, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE unsent (
    holder    BLOB NOT NULL CHECK (length(holder) = 16),
    unsent_id BLOB NOT NULL CHECK (length(unsent_id) = 16),
    expires   INTEGER NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (holder, unsent_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE waiting_drop (
    arrival   INTEGER PRIMARY KEY,
    drop_id   BLOB NOT NULL UNIQUE CHECK (length(drop_id) = 16),
    case_id   BLOB NOT NULL,
    stream_id BLOB NOT NULL,
    stop      INTEGER NOT NULL CHECK (stop IN (0, 1)),
    sealed    BLOB NOT NULL,
    FOREIGN KEY (case_id, stream_id) REFERENCES stream
) STRICT;

CREATE TABLE wrap (
    holder    BLOB NOT NULL CHECK (length(holder) = 16),
    case_id   BLOB NOT NULL,
    stream_id BLOB NOT NULL,
    epoch     INTEGER NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (holder, case_id, stream_id, epoch),
    FOREIGN KEY (case_id, stream_id, epoch) REFERENCES epoch
) STRICT, WITHOUT ROWID;

CREATE TRIGGER checkpoint_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoints stand'); END;

CREATE TRIGGER checkpoint_update BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoints stand'); END;

CREATE TRIGGER entry_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries stand'); END;

CREATE TRIGGER entry_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries stand'); END;

CREATE TRIGGER epoch_delete BEFORE DELETE ON epoch BEGIN SELECT RAISE(ABORT, 'epochs stand'); END;

CREATE TRIGGER epoch_update BEFORE UPDATE ON epoch BEGIN SELECT RAISE(ABORT, 'epochs stand'); END;

CREATE TRIGGER stream_delete BEFORE DELETE ON stream BEGIN SELECT RAISE(ABORT, 'streams stand'); END;

CREATE TRIGGER stream_update BEFORE UPDATE ON stream
WHEN NEW.case_id <> OLD.case_id OR NEW.stream_id <> OLD.stream_id
    OR NEW.number < OLD.number OR NEW.epoch < OLD.epoch OR NEW.erased < OLD.erased
BEGIN SELECT RAISE(ABORT, 'streams only grow'); END;

CREATE TRIGGER tile_delete BEFORE DELETE ON tile BEGIN SELECT RAISE(ABORT, 'tiles stand'); END;

CREATE TRIGGER tile_update BEFORE UPDATE ON tile
WHEN NEW.level <> OLD.level OR NEW.number <> OLD.number
    OR length(NEW.hashes) <= length(OLD.hashes)
    OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes
BEGIN SELECT RAISE(ABORT, 'tiles only grow'); END;

