import common from './lv/common.json' with { type: 'json' };
import access from './lv/access.json' with { type: 'json' };
import audit from './lv/audit.json' with { type: 'json' };
import clock from './lv/clock.json' with { type: 'json' };
import documents from './lv/documents.json' with { type: 'json' };
import duties from './lv/duties.json' with { type: 'json' };
import inbox from './lv/inbox.json' with { type: 'json' };
import people from './lv/people.json' with { type: 'json' };
import tasks from './lv/tasks.json' with { type: 'json' };

/** All texts of the interface in one tree: each part owns its first-level keys. */
export default { ...common, ...access, ...audit, ...clock, ...documents, ...duties, ...inbox, ...people, ...tasks };
