import access from '../lt/access.json' with { type: 'json' };
import audit from '../lt/audit.json' with { type: 'json' };
import documents from '../lt/documents.json' with { type: 'json' };
import pages from '../lt/pages.json' with { type: 'json' };
import people from '../lt/people.json' with { type: 'json' };

/** What only pages say that are loaded when they are opened. */
export default { ...access, ...audit, ...documents, ...pages, ...people };
