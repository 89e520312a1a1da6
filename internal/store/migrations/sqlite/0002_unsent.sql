-- What somebody began to write and has not sent yet, sealed to them. It becomes no
-- entry until it is sent, and is never backed up.
CREATE TABLE unsent (
    holder    BLOB NOT NULL CHECK (length(holder) = 16),
    unsent_id BLOB NOT NULL CHECK (length(unsent_id) = 16),
    expires   INTEGER NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (holder, unsent_id)
) STRICT, WITHOUT ROWID;
