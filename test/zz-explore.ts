import { ACTORS, alphabet, aPlan, aPlanOfHr, aPlanWithoutCheck } from '/work/main/test/support/claim-courses.ts';
import { explored, endable } from '/work/main/test/support/claim-walks.ts';
import { isSettled } from '/work/main/domain/claim/claim-course.ts';
const t=Date.now();
const who=[ACTORS.school, ACTORS.deptEmergency, ACTORS.bureauReview, ACTORS.financeMaker, ACTORS.financeChecker];
const w=alphabet(who);
console.log('wishes',w.length);
const r=explored(aPlan({maxReturns:1}), w);
console.log('states',r.size, Date.now()-t,'ms');
const e=endable(r,(x)=>isSettled(x.course));
const dead=[...r].filter(([k])=>!e.has(k));
console.log('dead',dead.length, dead.slice(0,3).map(([k])=>k));



const bad=[...r.values()].filter(({walk})=>['base','float'].some(p=>{const a=walk.money[p];return a.living.length>1||a.settledFen>a.approvedFen}));
console.log('bad money',bad.length,JSON.stringify(bad[0]?.walk));
