-- What happened: append-only, in the server's order, chained by hash.
create table journal (
  org_id $uuid not null references org (org_id),
  seq $long not null,
  id $uuid not null,
  kind text not null,
  schema_version integer not null,
  rule_version integer not null,
  body text not null,
  occurred_on $day not null,
  captured_at $instant not null,
  clock_offset $long not null,
  recorded_at $instant not null,
  actor $uuid not null,
  device text not null,
  device_seq $long not null,
  hash $bytes not null,
  primary key (org_id, seq),
  unique (org_id, id)
) $strict $norowid;

-- The end of each organisation's chain.
create table head (
  org_id $uuid not null primary key references org (org_id),
  seq $long not null,
  hash $bytes not null
) $strict $norowid;

-- Everything below follows from the journal: `rebuild` throws it away and makes it again.
create table account (
  org_id $uuid not null references org (org_id),
  account integer not null,
  code text not null,
  currency text not null,
  scale integer not null,
  kind integer not null,
  box integer not null,
  name text,
  primary key (org_id, account),
  unique (org_id, code, currency)
) $strict;

-- Decimals of commodities that an imported journal brought.
create table commodity (
  org_id $uuid not null references org (org_id),
  currency text not null,
  scale integer not null,
  primary key (org_id, currency)
) $strict;

create table fund (
  org_id $uuid not null references org (org_id),
  fund text not null,
  primary key (org_id, fund)
) $strict;

create table entry (
  org_id $uuid not null,
  seq $long not null,
  posted_on $day not null,
  period integer not null,
  occurred_on $day not null,
  moment_day $day not null,
  moment_ms $long not null,
  reverses $long,
  primary key (org_id, seq),
  foreign key (org_id, seq) references journal (org_id, seq)
) $strict $norowid;

create index entry_day on entry (org_id, posted_on, seq);
create unique index entry_reverses on entry (org_id, reverses) where reverses is not null;

create table line (
  org_id $uuid not null,
  seq $long not null,
  n integer not null,
  posted_on $day not null,
  debit integer not null,
  credit integer not null,
  amount $long not null check (amount > 0),
  fund text not null,
  debit_subject text,
  credit_subject text,
  primary key (org_id, seq, n),
  foreign key (org_id, seq) references entry (org_id, seq),
  foreign key (org_id, debit) references account (org_id, account),
  foreign key (org_id, credit) references account (org_id, account),
  foreign key (org_id, fund) references fund (org_id, fund),
  check (debit <> credit)
) $strict $norowid;

create index line_debit on line (org_id, debit, posted_on, seq);
create index line_credit on line (org_id, credit, posted_on, seq);
create index line_debit_subject on line (org_id, debit_subject) where debit_subject is not null;
create index line_credit_subject on line (org_id, credit_subject) where credit_subject is not null;

create table month_total (
  org_id $uuid not null,
  account integer not null,
  fund text not null,
  period integer not null,
  debit $long not null,
  credit $long not null,
  primary key (org_id, account, fund, period),
  foreign key (org_id, account) references account (org_id, account),
  foreign key (org_id, fund) references fund (org_id, fund)
) $strict $norowid;

create table subject_total (
  org_id $uuid not null,
  account integer not null,
  subject text not null,
  balance $long not null,
  primary key (org_id, account, subject),
  foreign key (org_id, account) references account (org_id, account)
) $strict $norowid;

create index subject_total_subject on subject_total (org_id, subject);

create table cash_count (
  org_id $uuid not null,
  seq $long not null,
  id $uuid not null,
  box integer not null,
  moment_day $day not null,
  moment_ms $long not null,
  counted $long not null,
  reversed_by $long,
  primary key (org_id, seq),
  unique (org_id, id),
  foreign key (org_id, seq) references journal (org_id, seq),
  foreign key (org_id, box) references account (org_id, account)
) $strict;

-- Every close and reopening; the last row says through which day the books are closed now (null: none).
create table closing (
  org_id $uuid not null,
  seq $long not null,
  through $day,
  actor $uuid not null,
  reopening integer not null,
  primary key (org_id, seq),
  foreign key (org_id, seq) references journal (org_id, seq)
) $strict;

-- Customers, suppliers, lenders. The id is of the journal; name and phone can be erased without touching it.
create table party (
  org_id $uuid not null references org (org_id),
  party_id $uuid not null,
  role text not null,
  seq $long not null,
  primary key (org_id, party_id),
  foreign key (org_id, seq) references journal (org_id, seq)
) $strict;

create table party_detail (
  org_id $uuid not null references org (org_id),
  party_id $uuid not null,
  name text not null,
  phone text,
  erased_at $instant,
  primary key (org_id, party_id)
) $strict;
