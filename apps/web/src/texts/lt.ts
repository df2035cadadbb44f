import common from './lt/common.json' with { type: 'json' };
import access from './lt/access.json' with { type: 'json' };
import audit from './lt/audit.json' with { type: 'json' };
import clock from './lt/clock.json' with { type: 'json' };
import documents from './lt/documents.json' with { type: 'json' };
import duties from './lt/duties.json' with { type: 'json' };
import inbox from './lt/inbox.json' with { type: 'json' };
import people from './lt/people.json' with { type: 'json' };
import tasks from './lt/tasks.json' with { type: 'json' };

/** All texts of the interface in one tree: each part owns its first-level keys. */
export default { ...common, ...access, ...audit, ...clock, ...documents, ...duties, ...inbox, ...people, ...tasks };
