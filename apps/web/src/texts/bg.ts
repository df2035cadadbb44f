import common from './bg/common.json' with { type: 'json' };
import access from './bg/access.json' with { type: 'json' };
import audit from './bg/audit.json' with { type: 'json' };
import clock from './bg/clock.json' with { type: 'json' };
import documents from './bg/documents.json' with { type: 'json' };
import duties from './bg/duties.json' with { type: 'json' };
import inbox from './bg/inbox.json' with { type: 'json' };
import people from './bg/people.json' with { type: 'json' };
import tasks from './bg/tasks.json' with { type: 'json' };

/** All texts of the interface in one tree: each part owns its first-level keys. */
export default { ...common, ...access, ...audit, ...clock, ...documents, ...duties, ...inbox, ...people, ...tasks };
