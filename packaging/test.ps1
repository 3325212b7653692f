# Sets up what the tests need, then runs every check.
. "$PSScriptRoot\setup.ps1"
$env:QT_QPA_PLATFORM = 'offscreen'
Install-Project 'dev' '.[dev]'
$failed = 0
foreach ($check in 'ruff format --check .', 'ruff check .', 'pyright', 'lint-imports', 'pytest -q') {
    Write-Host "imrdesk: $check"
    $words = $check.Split(' ')
    $arguments = @($words | Select-Object -Skip 1)
    & ".venv\Scripts\$($words[0]).exe" @arguments
    if ($LASTEXITCODE -ne 0 -and $failed -eq 0) { $failed = $LASTEXITCODE }
}
exit $failed
