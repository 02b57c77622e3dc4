-- How much was recorded on which day, about which day, by whom: all documents up to the number head.counted. Follows
-- from the journal; twenty documents are counted at once (Books/RecordedDays.cs).
alter table head add column counted $long not null default 0;

create table recorded_day (
  org_id $uuid not null references org (org_id),
  recorded_on $day not null,
  occurred_on $day not null,
  actor $uuid not null,
  documents integer not null,
  primary key (org_id, recorded_on, occurred_on, actor)
) $strict $norowid;

-- One month of many books, however many months they have. Only a new row writes to it.
create index month_total_period on month_total (org_id, period);

-- QR payments that nobody has seen or given back, among all there ever were.
create index subject_total_qr on subject_total (org_id, account, balance)
  where balance <> 0 and subject like 'qr:%';
