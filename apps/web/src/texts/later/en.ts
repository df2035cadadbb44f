import access from '../en/access.json' with { type: 'json' };
import audit from '../en/audit.json' with { type: 'json' };
import documents from '../en/documents.json' with { type: 'json' };
import pages from '../en/pages.json' with { type: 'json' };
import people from '../en/people.json' with { type: 'json' };

/** What only pages say that are loaded when they are opened. */
export default { ...access, ...audit, ...documents, ...pages, ...people };
