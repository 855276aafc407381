-- A claim in a review stands in the state inReview; which review it is says the stage, by the pack's word. The word was
-- the state before. Courses stand beside the rows and follow; under a hold the row says suspended and the course alone
-- knows the review.
UPDATE claim SET course = jsonb_set(course, '{state}', '"inReview"')
  WHERE course ->> 'state' NOT IN ('submitted', 'inReview', 'returnedToApplicant', 'returnedToDepartment', 'returnedToBureau',
    'noticePending', 'noticeOpen', 'finance', 'paymentSent', 'paymentFailed', 'recoveryDue', 'postCheck', 'paid', 'closed',
    'rejected', 'withdrawn');
UPDATE claim SET state = 'inReview' WHERE state = stage AND course ->> 'state' = 'inReview';
