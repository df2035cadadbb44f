import common from '../en/common.json' with { type: 'json' };
import clock from '../en/clock.json' with { type: 'json' };
import duties from '../en/duties.json' with { type: 'json' };
import inbox from '../en/inbox.json' with { type: 'json' };
import tasks from '../en/tasks.json' with { type: 'json' };

/** What the shell, sign-in and the list of work say, and what stands in dialogs over them: loaded before anything is shown. */
export default { ...common, ...clock, ...duties, ...inbox, ...tasks };
