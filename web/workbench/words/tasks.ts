import { wordsOf } from './catalogue.ts';
import { tasks as en } from './en/tasks.ts';
import { tasks as zh } from './zh/tasks.ts';

export const useTasksWords = wordsOf({ zh, en });
