import access from '../bg/access.json' with { type: 'json' };
import audit from '../bg/audit.json' with { type: 'json' };
import documents from '../bg/documents.json' with { type: 'json' };
import pages from '../bg/pages.json' with { type: 'json' };
import people from '../bg/people.json' with { type: 'json' };

/** What only pages say that are loaded when they are opened. */
export default { ...access, ...audit, ...documents, ...pages, ...people };
