import type { Mutation } from './mutation.ts';

const FILES_IN = 'servers/bank-file/files-in.test.ts';
const CONTROLS = 'servers/event/webhook-controls.test.ts';
const ROTATED = 'rotates: both count for some hours, one alone after a leak';
const SAME_BYTES = 'of the same bytes answer with the first file, and the same booking in another file is a duplicate';

/** What money rests on, each control taken out alone: signature, overlap, address, second person, hash, booking, quarter. */
export const MONEY_MUTATIONS: readonly Mutation[] = [
  {
    name: 'money: an event leaves without a signature',
    edits: [
      {
        file: 'main/office/webhook-sender.ts',
        from: "secrets.map((secret) => new Webhook(secret).sign(eventId, at, body)).join(' ')",
        to: "secrets.map(() => 'v1,').join(' ')",
      },
    ],
    story: {
      file: 'main/webhook-sender.test.ts',
      title: 'is signed with every secret that is live, the newest first',
    },
  },
  {
    name: 'money: the signature of a report is not compared',
    edits: [
      {
        file: 'api/payout/event-signature.ts',
        from: "return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);",
        to: "return version === 'v1' && (given.length !== expected.length || timingSafeEqual(given, given));",
      },
    ],
    story: { file: 'api/payout/event-signature.test.ts', title: 'F13: does not hold with another secret' },
  },
  {
    name: 'money: the former secret signs no more beside the new one',
    edits: [
      {
        file: 'prisma/event/sending-store.ts',
        from: 'former !== null && isLive(expiresAt?.getTime() ?? null, now.getTime())',
        to: 'former !== null && isLive(null, now.getTime())',
      },
    ],
    story: {
      file: 'servers/event/webhooks.test.ts',
      title: 'signs beside the new one until its hours are over; a third one waits, unless it ends all former ones',
    },
  },
  {
    name: 'money: the former secret signs for ever',
    edits: [
      {
        file: 'domain/event/secret-rotation.ts',
        from: 'return expiresAtMs !== null && expiresAtMs > nowMs;',
        to: 'return expiresAtMs !== null && nowMs > 0;',
      },
    ],
    story: {
      file: 'domain/event/delivery-rules.test.ts',
      title:
        'is followed by another one for some hours, by a third one only when those are over, or at once when it leaked',
    },
  },
  {
    name: 'money: the former secret of a machine counts no more beside the new one',
    edits: [
      {
        file: 'prisma/payout/reporting-machines.ts',
        from: '...(former === null',
        to: '...(former !== undefined',
      },
    ],
    story: { file: CONTROLS, title: ROTATED },
  },
  {
    name: 'money: an address is not checked when it is registered',
    edits: [{ file: 'api/event/endpoint-routes.ts', from: 'if (code !== null) {', to: "if (code === 'UNRESOLVED') {" }],
    story: { file: CONTROLS, title: 'refuses http://10.0.0.7:9000/ at the registration' },
  },
  {
    name: 'money: an address is not checked when something is sent',
    edits: [
      {
        file: 'main/office/webhook-gate.ts',
        from: 'return addresses.every((address) => isAllowed(address, judged.value.port, networks))',
        to: 'return addresses.length > 0',
      },
    ],
    story: { file: CONTROLS, title: 'judges the name again at each attempt: what leads inside meanwhile gets nothing' },
  },
  {
    name: 'money: the name is asked once more after its address was checked',
    edits: [
      {
        file: 'main/office/webhook-sender.ts',
        from: 'connect: { lookup: lookupOf(addresses) }',
        to: 'connect: addresses.length > 0 ? {} : { lookup: lookupOf(addresses) }',
      },
    ],
    story: {
      file: 'main/webhook-sender.test.ts',
      title: 'goes to the address that was judged, under the name that was registered',
    },
  },
  {
    name: 'money: a maker confirms his own bank file',
    edits: [
      {
        file: 'domain/bank-file/file-decision.ts',
        from: 'const isOwn = file.enteredById === person.personId;',
        to: "const isOwn = file.enteredById === '';",
      },
    ],
    story: {
      file: FILES_IN,
      title: "of a maker move nothing until another person of Finance confirms them; a machine's count at once",
    },
  },
  {
    name: 'money: a maker confirms his own results, repayments, set-offs and matches',
    edits: [
      {
        file: 'domain/payout/result-entry.ts',
        from: 'if (entry.makerId === checker.personId) {',
        to: "if (entry.makerId === '') {",
      },
    ],
    story: {
      file: 'domain/payout/money-entry.test.ts',
      title: 'is confirmed or rejected by a checker of the same office who did not enter it',
    },
  },
  {
    name: 'money: who found a debt approves it',
    edits: [
      {
        file: 'domain/recovery/recovery-judging.ts',
        from: "return excluded.includes(actor.personId) ? refused('SAME_PERSON_FORBIDDEN') : seat;",
        to: 'return seat;',
      },
    ],
    story: { file: 'domain/recovery/recovery-course.test.ts', title: 'is refused where the finder approves' },
  },
  {
    name: 'money: an upheld appeal asks for less than came back already',
    edits: [
      {
        file: 'domain/recovery/recovery-judging.ts',
        from: "return keptFen >= recoveredFen ? granted(null) : refused('BELOW_RECOVERED');",
        to: "return keptFen >= 0 || recoveredFen < 0 ? granted(null) : refused('BELOW_RECOVERED');",
      },
    ],
    story: {
      file: 'domain/recovery/below-recovered.test.ts',
      title: 'is ruled down to that part, and not below it, with the reason for it',
    },
  },
  {
    name: 'money: the lines of a letter sum to more than it asks',
    edits: [
      {
        file: 'domain/recovery/recovery-letter.ts',
        from: 'amountFen: shares[position] ?? 0 }));',
        to: 'amountFen: weights[position] ?? shares[position] ?? 0 }));',
      },
    ],
    story: {
      file: 'domain/recovery/recovery-finding.test.ts',
      title: 'sum to what is asked, in proportion where it is less than was found',
    },
  },
  {
    name: 'money: the hash of a file is not looked up',
    edits: [
      {
        file: 'prisma/bank-file/bank-file-reading.ts',
        from: "AND f.sha256 = $2 AND f.state <> 'rejected'",
        to: "AND f.sha256 = 'no ' || $2 AND f.state <> 'rejected'",
      },
    ],
    story: { file: FILES_IN, title: SAME_BYTES },
  },
  {
    name: 'money: the hash of a file is not that of its bytes',
    edits: [
      {
        file: 'prisma/bank-file/bank-file-store.ts',
        from: "const isWhole = row?.sha256 === createHash('sha256').update(content).digest('hex');",
        to: "const isWhole = createHash('sha256').update(content).digest('hex') !== '';",
      },
    ],
    story: {
      file: 'servers/bank-file/interrupted-file.test.ts',
      title:
        'a file that cannot be read any more, or has other bytes than it came with, is not taken, and holds up no other',
    },
  },
  {
    name: 'money: the same booking counts again in another file',
    edits: [
      {
        file: 'prisma/bank-file/file-parts.ts',
        from: "createHash('sha256').update(key).digest('hex')",
        to: "createHash('sha256').update(`${key}${Math.random()}`).digest('hex')",
      },
    ],
    story: { file: FILES_IN, title: SAME_BYTES },
  },
  {
    name: 'money: a second debit of a payment counts as the first',
    edits: [
      {
        file: 'domain/bank-file/judge-entries.ts',
        from: "judged.kind !== 'parked' && isSecondDebit(entry, known.noticed)",
        to: "judged.kind === 'parked' && isSecondDebit(entry, known.noticed)",
      },
    ],
    story: {
      file: 'domain/bank-file/judge-entries.test.ts',
      title: 'of a notice park a second debit of one payment under another reference, and in no other kind of file',
    },
  },
  {
    name: 'money: nobody looks at a business day on which no money moved',
    edits: [
      {
        file: 'prisma/reconciliation/evening-sweep.ts',
        from: 'const quiet = await fetchAll(pool, quietEvenings(ended));',
        to: 'const quiet = await fetchAll(pool, quietEvenings(ended.slice(ended.length)));',
      },
    ],
    story: {
      file: 'servers/reconciliation/evenings.test.ts',
      title:
        'has a row for every business day after the first money, also after a jump of the clock, and told each once',
    },
  },
  {
    name: 'money: a late fact is booked in its closed quarter',
    edits: [
      {
        file: 'prisma/migrations/20261130080010_value_dates_that_come_later/migration.sql',
        from: '  IF is_accounting_closed(place, NEW.booked_on) THEN',
        to: '  IF false AND is_accounting_closed(place, NEW.booked_on) THEN',
      },
    ],
    story: {
      file: 'servers/accounting-period/closed-quarters.test.ts',
      title: 'R-136: closes by two persons once it is over and explained, and never changes after that',
    },
  },
  {
    name: 'money: a maker closes the quarter that he proposed',
    edits: [
      {
        file: 'domain/accounting-period/accounting-period.ts',
        from: 'if (personId === proposedBy) {',
        to: "if (proposedBy === '') {",
      },
    ],
    story: {
      file: 'domain/accounting-period/accounting-period.test.ts',
      title: 'S4: is closed by another person, a checker, and only with the report that was proposed',
    },
  },
  {
    name: 'money: an explanation is forgotten by the next reconciliation of its day',
    edits: [
      {
        file: 'prisma/reconciliation/reconciliation-store.ts',
        from: 'ON e.jurisdiction = r.jurisdiction AND e.difference_id = d.id',
        to: 'ON e.jurisdiction = r.jurisdiction AND e.difference_id = d.id AND e.explained_at > r.as_of',
      },
    ],
    story: {
      file: 'servers/reconciliation/evenings.test.ts',
      title: 'a checker explains a difference once; it holds in later runs, and the text is sealed',
    },
  },
  {
    name: 'money: nobody looks for advances of classes that expired',
    edits: [
      {
        file: 'activities/sweeps.ts',
        from: 'debts: () => store.advanceDebts(atMs),',
        to: 'debts: () => Promise.resolve(0),',
      },
    ],
    story: {
      file: 'servers/payout/paths-money.test.ts',
      title:
        'that is owed is told, appealed, reduced, paid in parts, missed, reminded of, set off and repaid; an advance is found to be owed once its class has expired (R-074)',
    },
  },
];
