export const TASK_BOXES = ['todo', 'done', 'mine', 'team'] as const;
export type TaskBox = (typeof TASK_BOXES)[number];

/** The orders of a list; `-` turns one round. What is open was not decided, and stands in the order of its ids. */
export const TASK_SORTS = ['due', '-due', 'received', '-received', 'amount', '-amount', 'decided', '-decided'] as const;
export type TaskSort = (typeof TASK_SORTS)[number];

/** Filters tasks that nobody has taken. */
export const NOBODY = 'nobody';
