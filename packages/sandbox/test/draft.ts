/** A draft that can be published: four places of ten minutes, reviewed by hand, for 8.40 with fees and VAT. */
export const draft = {
  name: 'Colours',
  description: 'Ten minutes of colours.',
  external_study_url: 'https://lab.example.org/?p={{%PROLIFIC_PID%}}&s={{%STUDY_ID%}}&t={{%SESSION_ID%}}',
  prolific_id_option: 'url_parameters' as const,
  completion_codes: [
    { code: 'DONE', code_type: 'COMPLETED', actions: [{ action: 'MANUALLY_REVIEW' as const }] },
  ],
  total_available_places: 4,
  estimated_completion_time: 10,
  reward: 150,
}
