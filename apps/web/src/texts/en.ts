import common from './en/common.json' with { type: 'json' };
import access from './en/access.json' with { type: 'json' };
import audit from './en/audit.json' with { type: 'json' };
import clock from './en/clock.json' with { type: 'json' };
import documents from './en/documents.json' with { type: 'json' };
import duties from './en/duties.json' with { type: 'json' };
import inbox from './en/inbox.json' with { type: 'json' };
import people from './en/people.json' with { type: 'json' };
import tasks from './en/tasks.json' with { type: 'json' };

/** All texts of the interface in one tree: each part owns its first-level keys. */
export default { ...common, ...access, ...audit, ...clock, ...documents, ...duties, ...inbox, ...people, ...tasks };
