// A calendar client on ical.js:  node icaljs.mjs PATH-OF-ical.js FILE.ics...
//
// Imports each file into one store keyed by UID, a later version over an earlier one (RFC 5546, 2.1.5), and prints as
// JSON what the store holds after each import, and each file as ical.js writes it again.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [library, ...files] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(library).href);
ICAL.design.strict = true;

const value = (component, name) => component.getFirstPropertyValue(name);

function facts(event) {
  const start = value(event, "dtstart");
  const end = value(event, "dtend");
  const categories = event.getFirstProperty("categories");
  return {
    uid: value(event, "uid"),
    whole_days: start.isDate && (end === null || end.isDate),
    day: start.toString(),
    end: end === null ? null : end.toString(),
    summary: value(event, "summary"),
    description: value(event, "description"),
    categories: categories === null ? [] : categories.getValues(),
    status: value(event, "status"),
    transp: value(event, "transp"),
    sequence: value(event, "sequence"),
    stamped: value(event, "dtstamp").toString(),
    modified: value(event, "last-modified").toString(),
    alarms: event.getAllSubcomponents("valarm").map((alarm) => ({
      action: value(alarm, "action"),
      says: value(alarm, "description"),
      seconds: value(alarm, "trigger").toSeconds(),
    })),
  };
}

const newer = (one, other) =>
  one.sequence !== other.sequence ? one.sequence > other.sequence : one.stamped >= other.stamped;

const store = {};
const imports = files.map((file) => {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  const events = calendar.getAllSubcomponents("vevent").map(facts);
  for (const event of events) {
    if (!(event.uid in store) || newer(event, store[event.uid])) store[event.uid] = event;
  }
  return {
    name: value(calendar, "x-wr-calname"),
    about: value(calendar, "description"),
    refresh: value(calendar, "refresh-interval").toString(),
    events: events.length,
    store: structuredClone(store),
    written: calendar.toString(),
    problems: [],
  };
});
process.stdout.write(JSON.stringify(imports));
