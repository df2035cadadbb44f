import common from '../lt/common.json' with { type: 'json' };
import clock from '../lt/clock.json' with { type: 'json' };
import duties from '../lt/duties.json' with { type: 'json' };
import inbox from '../lt/inbox.json' with { type: 'json' };
import tasks from '../lt/tasks.json' with { type: 'json' };

/** What the shell, sign-in and the list of work say, and what stands in dialogs over them: loaded before anything is shown. */
export default { ...common, ...clock, ...duties, ...inbox, ...tasks };
