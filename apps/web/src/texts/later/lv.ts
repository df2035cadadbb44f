import access from '../lv/access.json' with { type: 'json' };
import audit from '../lv/audit.json' with { type: 'json' };
import documents from '../lv/documents.json' with { type: 'json' };
import pages from '../lv/pages.json' with { type: 'json' };
import people from '../lv/people.json' with { type: 'json' };

/** What only pages say that are loaded when they are opened. */
export default { ...access, ...audit, ...documents, ...pages, ...people };
