/** Names under which the queue wakes for timers of instances and for timers that start instances. */
export const timerWake = 'timer';
export const startTimerWake = 'start-timer';
