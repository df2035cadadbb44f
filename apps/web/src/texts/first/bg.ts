import common from '../bg/common.json' with { type: 'json' };
import clock from '../bg/clock.json' with { type: 'json' };
import duties from '../bg/duties.json' with { type: 'json' };
import inbox from '../bg/inbox.json' with { type: 'json' };
import tasks from '../bg/tasks.json' with { type: 'json' };

/** What the shell, sign-in and the list of work say, and what stands in dialogs over them: loaded before anything is shown. */
export default { ...common, ...clock, ...duties, ...inbox, ...tasks };
